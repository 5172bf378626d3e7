// Tells a colleague who answers that somebody types here, and shows that she types. What is typed stays here.

import { post } from "./sender.js";

const EVERY = 4000;
const LASTS = 8000;
const line = document.getElementById("typing");
let told = 0;
let timer = 0;

export function heard() {
  clearTimeout(timer);
  line.hidden = false;
  timer = setTimeout(() => (line.hidden = true), LASTS);
}

document.getElementById("text").addEventListener("input", () => {
  if (Date.now() - told < EVERY || !document.querySelector(".message.staff")) return;
  told = Date.now();
  post("/chat/typing", {}).catch(() => {});
});
