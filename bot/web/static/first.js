// The first contact: pressing a language is the beginning.

import * as outbox from "./outbox.js";

// Nobody sends what somebody before them has left on this device.
outbox.clear();
if (location.search === "?started") history.replaceState(null, "", "/");

const notice = document.getElementById("notice");
const buttons = document.querySelectorAll("[data-language]");

async function start(language) {
  notice.hidden = true;
  const answer = await fetch("/chat/start", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ language }),
    credentials: "same-origin",
  });
  if (!answer.ok) throw (await answer.json()).sentence;
  location.replace("/?started");
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    for (const each of buttons) each.disabled = true;
    start(button.dataset.language).catch((reason) => {
      for (const each of buttons) each.disabled = false;
      notice.textContent = typeof reason === "string" ? reason : notice.dataset.sentence;
      notice.hidden = false;
    });
  });
}
