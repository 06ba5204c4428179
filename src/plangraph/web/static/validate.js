// The page that validates: a file dropped on it is a file chosen in its form, and the verdict gets the focus.
// Without this script the same form does the same work.

const form = document.getElementById("validate");
const zone = document.getElementById("drop");
const input = document.getElementById("file");
const chosen = document.getElementById("chosen");

function name() {
  chosen.textContent = Array.from(input.files, (file) => file.name).join(", ");
}

function carriesFiles(event) {
  return event.dataTransfer !== null && Array.from(event.dataTransfer.types).includes("Files");
}

for (const type of ["dragenter", "dragover"]) {
  form.addEventListener(type, (event) => {
    if (carriesFiles(event)) {
      event.preventDefault();
      zone.classList.add("over");
    }
  });
}
form.addEventListener("dragleave", (event) => {
  if (!form.contains(event.relatedTarget)) {
    zone.classList.remove("over");
  }
});
form.addEventListener("drop", (event) => {
  if (carriesFiles(event)) {
    event.preventDefault();
    zone.classList.remove("over");
    input.files = event.dataTransfer.files;
    name();
    input.focus();
  }
});
input.addEventListener("change", name);
name();

// After a reload of the whole page nobody else would tell that there is a result now.
document.getElementById("verdict")?.focus();
