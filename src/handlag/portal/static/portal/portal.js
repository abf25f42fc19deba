// Comforts only: every page works without this file.
"use strict";

// Questions that belong to another answer are put away until that answer is given.
function applies(part, form) {
  const answers = part.dataset.is.split(",");
  const data = new FormData(form);
  return answers.includes(String(data.get(part.dataset.when) || ""));
}

function arrange(form) {
  for (const part of form.querySelectorAll("[data-when]")) {
    const shown = applies(part, form);
    part.hidden = !shown;
    for (const input of part.querySelectorAll("input, select, textarea")) {
      input.disabled = !shown;
    }
  }
}

function prepare(root) {
  for (const form of root.querySelectorAll("form")) {
    if (form.querySelector("[data-when]")) {
      arrange(form);
      form.addEventListener("change", () => arrange(form));
    }
  }
}

document.addEventListener("DOMContentLoaded", () => {
  prepare(document);
  const error = document.getElementById("error");
  if (error) {
    error.focus();
  }
});
document.addEventListener("htmx:load", (event) => prepare(event.target));
