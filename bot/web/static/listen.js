// Reads a message aloud with the voice of this device; where it has none for the language, there is no button.

import { t } from "./words.js";

const speech = window.speechSynthesis;
const record = document.getElementById("record");
let speaking = null;

// Devices say "ar-SA", "ar_EG" or "ara"; the first two letters tell the language of all of ours.
function voice(language) {
  return speech.getVoices().find((each) => each.lang.toLowerCase().slice(0, 2) === language);
}

function label(button, name) {
  button.dataset.label = name;
  button.setAttribute("aria-label", t(name));
}

function equip() {
  for (const button of record.querySelectorAll("button.listen[hidden]")) {
    if (voice(words(button).lang)) button.hidden = false;
  }
}

function words(button) {
  return button.closest(".message").querySelector(".words");
}

// German terms are spoken by a German voice, the rest by that of the message; then what can be chosen.
function pieces(button) {
  const own = words(button);
  const said = [];
  const walk = (node, language) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const last = said[said.length - 1];
      if (last && last.language === language) last.text += node.data;
      else said.push({ text: node.data, language });
    } else {
      for (const child of node.childNodes) walk(child, child.lang && voice(child.lang) ? child.lang : language);
      if (/^(P|LI|H\d)$/.test(node.nodeName)) said.push({ text: ". ", language });
    }
  };
  walk(own, own.lang);
  for (const choice of button.closest(".message").querySelectorAll(".choice")) {
    said.push({ text: choice.textContent, language: own.lang });
  }
  // Pictograms would be read out by name.
  return said
    .map(({ text, language }) => ({ text: text.replace(/[\p{Extended_Pictographic}\u2066-\u2069\ufe0f]/gu, ""), language }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

function stop() {
  if (speaking) label(speaking, "listen");
  speaking = null;
  speech.cancel();
}

function start(button) {
  stop();
  speaking = button;
  label(button, "stop_listening");
  const said = pieces(button);
  said.forEach(({ text, language }, place) => {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice(language);
    utterance.lang = utterance.voice.lang;
    if (place === said.length - 1) utterance.onend = () => speaking === button && stop();
    speech.speak(utterance);
  });
}

if (speech) {
  record.addEventListener("click", (event) => {
    const button = event.target.closest("button.listen");
    if (button && button === speaking) stop();
    else if (button) start(button);
  });
  new MutationObserver(equip).observe(record, { childList: true });
  // Many devices find their voices only after a while.
  if (speech.addEventListener) speech.addEventListener("voiceschanged", equip);
  window.addEventListener("pagehide", stop);
  equip();
}
