// The quick exit: the page is blank at once, even where the net is slow, and "back" does not lead here.

const leave = document.getElementById("leave");
leave.addEventListener("click", (event) => {
  event.preventDefault();
  document.title = "…";
  document.body.hidden = true;
  try {
    window.top.location.replace(leave.href);
  } catch (error) {
    window.location.replace(leave.href);
  }
});
