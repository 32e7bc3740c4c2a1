// The browser's half of netdash/ui/live_area.py; the protocol is described there.

const PAUSE = 500 // ms without a keystroke before the text is sent
const GRACE = 2000 // ms an acknowledged copy is kept, so that the page has stored its draft
const PATIENCE = [3000, 30000] // ms until an unanswered text is sent again, at first and at most

const areas = new WeakMap() // by the element that Streamlit draws one area in
const tab = new Map() // copies of areas that keep none in the browser's storage

export default function ({ data, parentElement, setStateValue }) {
  let area = areas.get(parentElement)
  if (!area) {
    area = new Area(parentElement)
    areas.set(parentElement, area)
  }
  area.draw(data, setStateValue)
  // Streamlit also calls this when two runs draw in quick succession: then the box is still there.
  return () => {
    if (parentElement.isConnected) return
    area.leave()
    areas.delete(parentElement)
  }
}

class Area {
  constructor(root) {
    this.find = (query) => root.querySelector(query)
    this.field = this.find("textarea")
    this.touched = false // the person typed since the server last put text in
    this.known = "" // what the box held when it was last looked at: a password manager fills it without a key
    this.said = null // the text last sent, which Streamlit keeps and tells a new session too
    this.wait = PATIENCE[0]
    this.field.oninput = () => this.typed()
    this.field.onchange = this.field.onblur = () => this.look()
    this.field.onkeydown = (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.send()
    }
    this.flush = () => document.visibilityState === "hidden" && this.look()
    this.hide = () => this.look()
    this.hold = () => this.timer && this.typed(PATIENCE[0])
    document.addEventListener("visibilitychange", this.flush)
    document.addEventListener("click", this.hide, true) // before the button hears of it: a press carries what is seen
    window.addEventListener("pagehide", this.hide)
    window.addEventListener("popstate", this.hold)
  }

  leave() {
    clearTimeout(this.timer)
    clearTimeout(this.again)
    document.removeEventListener("visibilitychange", this.flush)
    document.removeEventListener("click", this.hide, true)
    window.removeEventListener("pagehide", this.hide)
    window.removeEventListener("popstate", this.hold)
  }

  draw(data, setStateValue) {
    const before = this.data
    this.data = data
    this.setStateValue = setStateValue
    this.dress()
    if (!before) this.begin()
    else this.receive(before)
    this.measure()
  }

  begin() {
    const { box, forced, text } = this.data
    const copy = this.read()
    const stale = copy && forced > 0 && (copy.box !== box || copy.n < forced)
    if (!copy || stale || copy.text === text) return this.take(text)
    this.field.value = this.known = copy.text
    this.touched = true
    this.say(this.text())
  }

  receive(before) {
    const { box, n, forced, text } = this.data
    const shown = this.text()
    if (box !== before.box) return this.meet(shown)
    if (n < before.n) this.data = before
    else if (forced > before.n || (n > before.n && (!this.touched || shown === before.text))) this.take(text)
    else if (text === shown) this.acknowledged(text)
    else if (n > before.n) this.say(shown)
    else if (!this.timer) this.expect()
  }

  // Another session, after a restart: it was told what was said last, and nothing typed since.
  meet(shown) {
    const { forced, text } = this.data
    const told = this.said === null || this.said === shown
    if (forced > 0 ? told || !this.touched : !this.touched && this.said === null) this.take(text)
    else if (told && text === shown) this.acknowledged(text)
    else this.say(shown)
  }

  take(text) {
    this.settle()
    clearTimeout(this.timer)
    this.timer = null
    this.touched = false
    this.drop()
    this.known = text
    if (this.field.value !== text) this.field.value = text
  }

  // After Back, Streamlit would send it for the page that is left, and so turn to that again: the copy brings it back.
  typed(pause = PAUSE) {
    this.touched = true
    this.known = this.text()
    this.write()
    this.measure()
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.send(), pause)
  }

  look() {
    if (this.text() !== this.known) this.typed()
    this.send()
  }

  send() {
    if (this.timer) this.say(this.text())
  }

  say(text) {
    clearTimeout(this.timer)
    this.timer = null
    this.said = text
    this.write()
    this.expect()
    this.setStateValue("typed", { box: this.data.box, n: this.data.n, text })
  }

  // Streamlit drops what is sent while the server is away, and does not ask for it on its return.
  expect() {
    clearTimeout(this.again)
    this.again = setTimeout(() => {
      this.find(".unanswered").hidden = this.wait === PATIENCE[0] // once may be a slow line
      this.wait = Math.min(2 * this.wait, PATIENCE[1])
      this.say(this.text())
    }, this.wait)
  }

  settle() {
    clearTimeout(this.again)
    this.wait = PATIENCE[0]
    this.find(".unanswered").hidden = true
  }

  acknowledged(text) {
    this.settle()
    setTimeout(() => this.read()?.text === text && this.drop(), GRACE)
  }

  text() {
    const { value } = this.field
    return value.toWellFormed ? value.toWellFormed() : value
  }

  // -- the copy ---------------------------------------------------------------

  write() {
    const { box, n, copy, name } = this.data
    const kept = JSON.stringify({ box, n, text: this.text() })
    this.drop() // an older one must not outlive it where there is no room
    try {
      if (copy) return localStorage.setItem(copy, kept)
    } catch {
      // No room, or storage is switched off: this tab's memory is what is left.
    }
    tab.set(copy || name, kept)
  }

  read() {
    const { copy, name } = this.data
    try {
      return JSON.parse(tab.get(copy || name) ?? (copy && localStorage.getItem(copy)) ?? "null")
    } catch {
      return null
    }
  }

  drop() {
    const { copy, name } = this.data
    tab.delete(copy || name)
    try {
      if (copy) localStorage.removeItem(copy)
    } catch {
      // Nothing could be written there either.
    }
  }

  // -- what it looks like -----------------------------------------------------

  dress() {
    const { label, help, placeholder } = this.data
    this.find("label").textContent = label
    this.find(".tip").textContent = help
    this.find(".hint").hidden = this.find(".tip").hidden = !help
    if (help) this.find(".hint").ariaLabel = `Help for ${label}`
    this.field.placeholder = placeholder
  }

  measure() {
    // A height dragged by the person stays.
    const { style } = this.field
    if (this.grown !== undefined && style.height !== this.grown) return
    style.minHeight = `${this.data.height - 30}px`
    style.height = "auto"
    style.height = `${this.field.scrollHeight}px`
    this.grown = style.height
  }
}
