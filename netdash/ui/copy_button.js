// The browser's half of netdash/ui/copy_button.py.

const SAID_FOR = 2000 // ms that the button says what came of a press

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  const said = parentElement.querySelector("span")
  button.label = data.label
  button.onclick = async () => {
    button.copied = data.text
    button.again = false
    const copied = (await written(data.text)) || selected(data.text)
    say(button, said, copied ? "Copied" : "Not copied: select the text and copy it")
  }
  if (button.copied == null) button.textContent = data.label
  else if (button.copied !== data.text && !button.again) takeAlong(data.text, button, said)
}

// A press right behind the last letter starts the run that brings it: it is copied as well, but only once.
async function takeAlong(text, button, said) {
  button.again = true
  if (!(await written(text))) say(button, said, "Changed since: copy again")
}

function say(button, said, words) {
  button.textContent = said.textContent = words
  clearTimeout(button.saying)
  button.saying = setTimeout(() => {
    button.copied = null
    button.again = false
    button.textContent = button.label
    said.textContent = ""
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
