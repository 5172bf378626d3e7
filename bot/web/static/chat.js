// The chat page: what people do on it, and what the server tells it.

import * as outbox from "./outbox.js";
import * as record from "./record.js";
import { flush, listen, post } from "./sender.js";
import { stream } from "./stream.js";
import { heard } from "./typing.js";
import { change, t } from "./words.js";

const LONGEST = 10000;
const composer = document.getElementById("composer");
const text = document.getElementById("text");
const notice = document.getElementById("notice");
const menu = document.querySelector(".menu");
const forgetting = document.getElementById("forgetting");
let cutOff = false;
let pressed = { what: "", at: 0 };

function say(name, sentence) {
  const words = sentence || (name ? t(name) : "");
  if (notice.textContent === words) return;
  if (name) notice.dataset.text = name;
  else delete notice.dataset.text;
  notice.textContent = words;
}

function send(what) {
  record.write(outbox.add(what));
  flush();
}

function offline() {
  cutOff = true;
  say("offline");
}

function online() {
  if (cutOff) say("online");
  else say("");
  cutOff = false;
}

function gone() {
  outbox.clear();
  location.replace("/");
}

// The field grows with the text, up to what the style sheet allows.
function fit() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = text.value.trim();
  if (Array.from(typed).length > LONGEST) {
    say("too_long");
  } else if (typed) {
    text.value = "";
    fit();
    say(cutOff ? "offline" : "");
    send({ text: typed });
  }
  text.focus();
});

text.addEventListener("input", fit);
text.addEventListener("keydown", (event) => {
  // On a phone the key makes a new line, and the button sends.
  const keyboard = window.matchMedia("(pointer: fine)").matches;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && keyboard) {
    event.preventDefault();
    composer.querySelector("[type=submit]").click();
  }
});

// Trembling fingers tap twice and mean once.
function press(button) {
  const now = Date.now();
  if (button.dataset.press === pressed.what && now - pressed.at < 800) return;
  pressed = { what: button.dataset.press, at: now };
  const label = button.dataset.shown ? t(button.dataset.shown) : button.textContent;
  send({ press: button.dataset.press, label });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-press]");
  if (button) press(button);
  if (!event.target.closest("summary")) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

async function forget() {
  try {
    const answer = await post("/chat/forget", {});
    if (!answer.ok) throw answer;
  } catch (error) {
    if (forgetting.open) forgetting.close();
    say("not_reached");
    return;
  }
  gone();
}

document.getElementById("forget").addEventListener("click", () => {
  // Browsers from before 2022 may not know dialogs; all know this question.
  if (forgetting.showModal) forgetting.showModal();
  else if (window.confirm(`${t("forget_question")} ${t("forget_what")} ${t("forget_office")}`)) forget();
});
document.getElementById("forget-yes").addEventListener("click", forget);
document.getElementById("forget-no").addEventListener("click", () => forgetting.close());
forgetting.addEventListener("close", () => menu.querySelector("summary").focus());

// Everything was deleted: the receipt stays on the screen, and nothing more can be sent from here.
function farewell(html) {
  stop();
  outbox.clear();
  record.arrive({ number: record.last() + 1, html });
  record.silence();
  composer.hidden = true;
}

// Words that nobody keeps stand here until the page is left.
function once(message, entry) {
  if (record.has(entry.id)) record.arrive({ number: message.number - 1, client: entry.id });
  record.reveal(message);
}

listen({
  farewell,
  once,
  offline,
  online,
  gone,
  refused(sentence, entry) {
    say("", sentence);
    // What was typed comes back into the field, unless something new stands there.
    if (entry && entry.text && !text.value) {
      text.value = entry.text;
      fit();
    }
  },
});

if (location.search === "?started") history.replaceState(null, "", "/");
record.begin();
for (const entry of outbox.all()) {
  if (record.has(entry.id)) outbox.remove(entry.id);
  else record.write(entry);
}
const stop = stream(record.whose, record.last, {
  open() {
    online();
    flush();
  },
  message(message) {
    if (message.client) outbox.remove(message.client);
    record.arrive(message);
  },
  typing: heard,
  language: change,
  gone,
  lost: offline,
});
window.addEventListener("online", flush);
window.addEventListener("offline", offline);
flush();
// On a slow line the page is there before this script; from here on a press is heard.
composer.querySelector("[type=submit]").disabled = false;
