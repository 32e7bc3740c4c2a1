// The browser's half of netdash/ui/copy_button.py.

const SAID_FOR = 2000 // ms that the button says what came of a press

// What was pressed, by the button's key: where something above it comes or goes, the page draws the button anew.
const presses = (window.netdashPresses ??= {})

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  const said = parentElement.querySelector("span")
  const press = (presses[data.key] ??= {})
  Object.assign(press, { button, said, label: data.label })
  button.onclick = async () => {
    press.text = data.text
    press.again = false
    const copied = (await written(data.text)) || selected(data.text)
    say(press, copied ? "Copied" : "Not copied: select the text and copy it")
  }
  button.textContent = press.words ?? data.label
  button.classList.toggle("primary", data.primary)
  if (press.text != null && press.text !== data.text && !press.again) takeAlong(data.text, press)
}

// A press right behind the last letter starts the run that brings it: it is copied as well, but only once.
async function takeAlong(text, press) {
  press.again = true
  if (!(await written(text))) say(press, "Changed since: copy again")
}

function say(press, words) {
  press.button.textContent = press.said.textContent = press.words = words
  clearTimeout(press.saying)
  press.saying = setTimeout(() => {
    press.words = press.text = null
    press.again = false
    press.button.textContent = press.label
    press.said.textContent = ""
  }, SAID_FOR)
}

async function written(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

// Without https the clipboard has no interface, and the old way needs a selected box.
function selected(text) {
  const box = document.createElement("textarea")
  box.value = text
  document.body.append(box)
  box.select()
  const copied = document.execCommand("copy")
  box.remove()
  return copied
}
