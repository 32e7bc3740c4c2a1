// The browser's half of netdash/find/screens/box.py: the focus, the arrows, and Enter.

const FIELD = ".st-key-find_text input"
const BUTTONS = "[class*=st-key-find_hit_] button, [class*=st-key-find_new_] button"
const FIRST = "[class*=st-key-find_hit_] button"

export default function ({ data, parentElement }) {
  const status = parentElement.querySelector("[role=status]")
  const dialog = parentElement.getRootNode().host?.closest("[role=dialog]") ?? document
  const field = dialog.querySelector(FIELD)
  if (!field) return
  status.textContent = data.words
  const box = (field.netdashBox ??= begin(dialog, field))
  box.text = data.text
  box.open()
  return () => parentElement.isConnected || leave()
}

// Back to where the shortcut was pressed: Streamlit finds no way back into a component's own field.
function leave() {
  const from = window.netdashFinds?.from
  if (from?.isConnected) from.focus()
  Object.assign(window.netdashFinds ?? {}, { from: null })
}

// What was typed while the box was on its way.
function type(field) {
  const finds = window.netdashFinds
  if (finds?.typed) {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, finds.typed)
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  Object.assign(finds ?? {}, { typed: "", until: 0 })
}

function begin(dialog, field) {
  const box = { text: "", wanted: null }
  // What is shown may still be what was found for fewer letters: then the first result opens when it has come.
  box.open = () => {
    if (box.wanted !== null && box.wanted === box.text) dialog.querySelector(FIRST)?.click()
    if (box.wanted === box.text) box.wanted = null
  }
  field.style.fontSize = "16px" // iOS zooms into a field with smaller letters, and stays there
  window.netdashFinds?.closeSidebar()
  field.focus()
  if (!dialog.netdashBegun) field.select() // what was looked for last is written over
  dialog.netdashBegun = true
  type(field)
  field.addEventListener("input", () => (box.wanted = null))
  dialog.onkeydown = (event) => {
    const { key } = event
    if (key === "Enter" && event.target === field && !event.isComposing) {
      box.wanted = field.value
      box.open()
    }
    if (key !== "ArrowDown" && key !== "ArrowUp") return
    const stops = [field, ...dialog.querySelectorAll(BUTTONS)]
    const at = stops.indexOf(event.target.closest("button, input"))
    event.preventDefault()
    stops[Math.min(stops.length - 1, Math.max(0, at + (key === "ArrowDown" ? 1 : -1)))].focus()
  }
  return box
}
