// What the server says of a query while it is being typed: one question at a time, the last one counts.

const PAUSE = 400; // milliseconds without a key

/**
 * Judge the text of a form's field whenever it changes.
 *
 * @param {HTMLFormElement} form names the address to ask, and the words.
 * @param {HTMLTextAreaElement} area fires "input" when its value changes.
 * @param {(place: {line: number, column: number, message: string} | null) => void} show marks the place.
 */
export function judgeWhileTyping(form, area, show) {
  const told = document.getElementById("verdict");
  let timer = 0;
  let asking = null;

  function later() {
    clearTimeout(timer);
    asking?.abort();
    timer = setTimeout(ask, PAUSE);
  }

  async function ask() {
    const query = area.value;
    if (!query.trim() || query.length > Number(form.dataset.longest)) return tell("", false, null);
    asking = new AbortController();
    try {
      const answer = await fetch(form.dataset.check, {
        method: "POST", body: query, headers: { "Content-Type": "application/sparql-query" }, signal: asking.signal,
      });
      if (!answer.ok) return tell("", false, null);
      const verdict = await answer.json();
      if (verdict.valid) tell(form.dataset.valid, false, null);
      else tell(`${placed(verdict)} ${verdict.message}`.trim(), true, verdict.line ? verdict : null);
    } catch (error) {
      if (error.name !== "AbortError") tell("", false, null);
    }
  }

  function placed({ line, column }) {
    return line ? form.dataset.place.replace("{line}", line).replace("{column}", column) : "";
  }

  function tell(words, isWrong, place) {
    if (told.textContent.trim() !== words) told.textContent = words;
    told.classList.toggle("wrong", isWrong);
    show(place);
  }

  area.addEventListener("input", later);
  if (area.value.trim()) later();
  return { stop: () => { clearTimeout(timer); asking?.abort(); area.removeEventListener("input", later); } };
}
