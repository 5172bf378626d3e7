// Sends a photo or a paper at once. A file is too large to be kept for later: without a connection she is told.

import { t } from "./words.js";

const PATIENCE = 120000;
const button = document.getElementById("attach");
const field = document.getElementById("file");
const notice = document.getElementById("notice");

function say(words) {
  delete notice.dataset.text;
  notice.textContent = words;
}

function number() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function send(file, pressed = button) {
  const form = new FormData();
  form.append("id", number());
  form.append("file", file, file.name || "voice");
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  pressed.disabled = true;
  say(t("sending"));
  try {
    const answer = await fetch("/chat/files", {
      method: "POST",
      body: form,
      credentials: "same-origin",
      signal: abort.signal,
    });
    if (answer.ok) say("");
    else say((await answer.json().catch(() => ({}))).sentence || t("failed"));
  } catch (error) {
    say(t("failed"));
  }
  clearTimeout(timer);
  pressed.disabled = false;
  pressed.focus();
}

button.addEventListener("click", () => field.click());
field.addEventListener("change", () => {
  if (field.files.length) send(field.files[0]);
  field.value = "";
});
button.disabled = false;
