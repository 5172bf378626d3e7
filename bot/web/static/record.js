// The conversation as it stands on the page.

import { t, tell } from "./words.js";

const record = document.getElementById("record");
const more = document.getElementById("new");

// Which chat this is: the server says so when the browser shows another one by now.
export const whose = record.dataset.whose;

export function last() {
  const numbered = record.querySelectorAll("[data-number]");
  return numbered.length ? Number(numbered[numbered.length - 1].dataset.number) : 0;
}

export function begin() {
  for (const time of record.querySelectorAll("time")) tell(time);
  mark();
  // An address with a place in it is the browser's to find.
  if (record.lastElementChild && !location.hash) show(record.lastElementChild);
}

function own(id) {
  return record.querySelector(`[data-client="${id}"]`);
}

export function has(id) {
  return own(id) !== null;
}

// Shows what the family has just sent, before the server has it.
export function write(entry) {
  const bubble = document.getElementById("own").content.firstElementChild.cloneNode(true);
  bubble.dataset.client = entry.id;
  bubble.querySelector("[data-text]").textContent = t("family");
  bubble.querySelector(".plain").textContent = entry.label || entry.text;
  bubble.querySelector("time").dateTime = new Date(entry.at).toISOString();
  tell(bubble.querySelector("time"));
  record.append(bubble);
  mark();
  show(bubble);
}

// Says how far a message has come: sending, sent, waiting, failed.
export function state(id, name) {
  const bubble = own(id);
  const line = bubble && bubble.querySelector(".state");
  if (!line || line.dataset.text === name) return;
  bubble.classList.toggle("waiting", name === "waiting" || name === "failed");
  line.dataset.text = name;
  line.textContent = t(name);
}

// Takes a message of the record. What is here already stays, so a reader hears nothing twice.
export function arrive(message) {
  if (document.getElementById(`m${message.number}`)) return;
  const near = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 160;
  let bubble = message.client && own(message.client);
  if (bubble) {
    state(message.client, "sent");
    bubble.id = `m${message.number}`;
  } else {
    const holder = document.createElement("template");
    holder.innerHTML = message.html;
    bubble = holder.content.firstElementChild;
    tell(bubble.querySelector("time"));
  }
  // Messages that wait stand below everything the server has.
  const waits = record.querySelector(".message:not([data-number])");
  bubble.dataset.number = message.number;
  if (waits !== bubble) record.insertBefore(bubble, waits);
  mark();
  if (near) show(bubble);
  else more.hidden = false;
}

// Shows what nobody keeps in the place of what the record has of it.
export function reveal(message) {
  const kept = document.getElementById(`m${message.number}`);
  if (kept) kept.remove();
  arrive(message);
}

// Only the buttons of the newest answer stand out; older ones can still be pressed.
function mark() {
  for (const bubble of record.querySelectorAll(".newest")) bubble.classList.remove("newest");
  const answers = record.querySelectorAll(".message:not(.family)");
  if (answers.length) answers[answers.length - 1].classList.add("newest");
}

// No button leads anywhere any more.
export function silence() {
  for (const button of record.querySelectorAll("[data-press]")) button.disabled = true;
}

// A long answer is shown from its beginning, a short one whole.
function show(bubble) {
  const tall = bubble.offsetHeight > window.innerHeight / 2;
  bubble.scrollIntoView({ block: tall ? "start" : "end" });
}

more.addEventListener("click", () => show(record.lastElementChild));
window.addEventListener("scroll", () => {
  if (window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 160) more.hidden = true;
}, { passive: true });
