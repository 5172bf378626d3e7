// The page behind the picture on a card: the words stand behind the #, and reach the server only with a press.

const words = document.getElementById("words");
const there = location.hash.slice(1).replace(/[^a-z]+/g, " ").trim();
if (there) {
  words.value = there;
  // Whoever has this browser after her finds no words in its history.
  history.replaceState(null, "", location.pathname);
}
