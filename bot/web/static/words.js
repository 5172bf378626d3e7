// What the page itself says, in the language of the conversation.

let texts = {};
const data = document.getElementById("texts");
if (data) texts = JSON.parse(data.textContent);

export function t(name) {
  return texts[name];
}

// Writes every label anew; the messages themselves stay as they were said.
export function change(language) {
  texts = language.texts;
  document.documentElement.lang = language.lang;
  document.documentElement.dir = language.dir;
  document.title = texts.title;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = texts[element.dataset.text];
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", texts[element.dataset.label]);
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.placeholder = texts[element.dataset.placeholder];
  }
  for (const link of document.querySelectorAll("a[data-page]")) {
    link.href = `/page/${link.dataset.page}?lang=${language.lang}`;
  }
  for (const time of document.querySelectorAll("time")) tell(time);
}

// Writes a time by this phone's clock as the office's letters do: Gregorian days, hours up to 24, the digits of all texts.
export function tell(time) {
  const at = new Date(time.dateTime);
  if (isNaN(at)) return;
  const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", calendar: "gregory", numberingSystem: "latn" };
  if (at.toDateString() !== new Date().toDateString()) Object.assign(form, { day: "numeric", month: "short" });
  time.textContent = at.toLocaleString(document.documentElement.lang, form);
}
