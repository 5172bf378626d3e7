// What a colleague has begun to write is there again when its page comes back without it: another form on the page was
// sent, the message was not, or her session had ended. It stays in this tab of her browser until it stands on the page,
// is taken away, or she signs out.

const plain = (text) => text.replace(/\s+/g, " ").trim();
const said = plain([...document.querySelectorAll(".log, .note")].map((one) => one.textContent).join(" "));

function keep(field) {
  if (field.value) sessionStorage.setItem(field.dataset.draft, field.value);
  else sessionStorage.removeItem(field.dataset.draft);
}

for (const field of document.querySelectorAll("[data-draft]")) {
  const draft = sessionStorage.getItem(field.dataset.draft) ?? "";
  if (!field.value && !said.includes(plain(draft))) field.value = draft;
  keep(field);
  field.addEventListener("input", () => keep(field));
}

document.querySelector("form[action='/desk/logout']")?.addEventListener("submit", () => sessionStorage.clear());
