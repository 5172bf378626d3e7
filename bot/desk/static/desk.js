// Keeps open pages fresh: the stream says that something changed, the page fetches what it shows.

const count = document.querySelector("[data-waiting]");
const phone = document.querySelector("[data-phone]");
const heard = document.querySelector("[data-heard]");
const title = document.title;
let waiting = null;

function atBottom(part) {
  return part.scrollHeight - part.scrollTop - part.clientHeight < 40;
}

async function refresh() {
  for (const part of document.querySelectorAll("[data-live]")) {
    const answer = await fetch(part.dataset.live, { redirect: "error" }).catch(() => null);
    if (!answer?.ok) continue;
    const html = await answer.text();
    if (html === part.dataset.shown) continue;
    const follow = "bottom" in part.dataset && atBottom(part);
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    const opened = [...part.querySelectorAll("article:has(details[open])")].map((one) => one.dataset.number);
    part.replaceChildren(...fresh.body.childNodes);
    for (const number of opened) part.querySelector(`[data-number="${number}"] details`)?.setAttribute("open", "");
    // Whoever works by keyboard stays where she was: on a button by its id, on a link by where it leads.
    const href = focused?.getAttribute("href");
    if (focused?.id) part.querySelector(`#${CSS.escape(focused.id)}`)?.focus();
    else if (href) part.querySelector(`a[href="${CSS.escape(href)}"]`)?.focus();
    part.dataset.shown = html;
    letGo();
    if (follow) part.scrollTop = part.scrollHeight;
  }
}

// "Is writing" is true for seconds only.
function letGo() {
  for (const line of document.querySelectorAll("[data-typing]")) setTimeout(() => line.remove(), 8000);
}

function beep() {
  try {
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    volume.gain.value = 0.08;
    tone.frequency.value = 660;
    tone.connect(volume).connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 0.2);
  } catch {
    // A browser that has not been touched yet stays silent; the badge tells as much.
  }
}

function alert_(more) {
  heard.textContent = more > 1 ? heard.dataset.many : heard.dataset.one;
  beep();
  if (document.hidden && "Notification" in window && Notification.permission === "granted") {
    new Notification("Lotse", { body: heard.textContent, tag: "lotse" });
  }
}

function tell(news) {
  count.textContent = news.waiting;
  count.hidden = news.waiting === 0;
  phone.textContent = news.phone;
  phone.hidden = news.phone === 0;
  document.title = news.waiting ? `(${news.waiting}) ${title}` : title;
  if (waiting !== null && news.waiting > waiting) alert_(news.waiting);
  waiting = news.waiting;
}

const stream = new EventSource("/desk/events");
stream.addEventListener("changed", (event) => {
  tell(JSON.parse(event.data));
  refresh();
});
stream.addEventListener("gone", () => {
  stream.close();
  location.assign("/desk/login");
});

document.addEventListener("click", () => {
  if ("Notification" in window && Notification.permission === "default") Notification.requestPermission();
}, { once: true });

for (const log of document.querySelectorAll("[data-bottom]")) log.scrollTop = log.scrollHeight;

// The family sees that somebody writes to her.
const words = document.querySelector("textarea[data-typed]");
let told = 0;
words?.addEventListener("input", () => {
  if (Date.now() - told < 4000) return;
  told = Date.now();
  const csrf = words.form.querySelector("[name=csrf]").value;
  fetch(words.dataset.typed, { method: "POST", body: new URLSearchParams({ csrf }) }).catch(() => {});
});

// Sifts the prepared sentences while one types.
const sift = document.querySelector("[data-sift]");
sift?.addEventListener("input", () => {
  const words = sift.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  for (const group of document.querySelectorAll("[data-group]")) {
    let any = false;
    for (const sentence of group.querySelectorAll("[data-words]")) {
      sentence.hidden = !words.every((word) => sentence.dataset.words.includes(word));
      any ||= !sentence.hidden;
    }
    group.hidden = !any;
    group.open = words.length > 0 && any;
  }
});
