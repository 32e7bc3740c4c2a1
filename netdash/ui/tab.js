// A translator puts fonts of its own about the texts of a page, or in their place. React, which drew the texts, goes on
// with those it made: one that is on the page no more it changes unseen, and taking it away fails, with all that was to
// be drawn in the same go. So what stands for a text is remembered, and used where React means the text.
const standsFor = new WeakMap()

function followTranslations() {
  if (window.netdashFollowsTranslations) return
  window.netdashFollowsTranslations = true
  const { insertBefore, removeChild } = Node.prototype
  const isText = (node) => node.nodeType === Node.TEXT_NODE
  const isFont = (node) => node?.nodeName === "FONT"

  const below = (parent, node) => {
    while (node && node.parentNode !== parent) node = node.parentNode
    return node
  }
  const inPlaceOf = (parent, node) => below(parent, node) ?? below(parent, standsFor.get(node))

  // What was translated before this script came: React's record of an element, its fiber, knows the texts it drew there.
  const textsOf = (fiber) => {
    const found = []
    for (let one = fiber?.child; one; one = one.sibling) {
      if (one.stateNode?.nodeType === Node.TEXT_NODE) found.push(one.stateNode)
      else if (!(one.stateNode instanceof Element)) found.push(...textsOf(one))
    }
    return found
  }
  for (const parent of new Set([...document.querySelectorAll(":not(font) > font")].map((one) => one.parentNode))) {
    const fonts = [...parent.children].filter(isFont)
    const lost = textsOf(parent[Object.keys(parent).find((key) => key.startsWith("__reactFiber$"))])
    lost.filter((one) => !one.isConnected).forEach((one, at) => fonts[at] && standsFor.set(one, fonts[at]))
  }

  new MutationObserver((records) => {
    const put = records.flatMap((one) => [...one.addedNodes]).filter(isFont)
    if (!put.length) return
    for (const { removedNodes, previousSibling, nextSibling, addedNodes } of records) {
      const font = [...addedNodes, previousSibling, nextSibling].find((one) => isFont(one) && put.includes(one))
      if (font) [...removedNodes].filter((one) => isText(one) && !one.isConnected).forEach((one) => standsFor.set(one, font))
    }
  }).observe(document.body, { childList: true, subtree: true })

  Node.prototype.removeChild = function (child) {
    if (child.parentNode === this) return removeChild.call(this, child)
    const found = isText(child) ? inPlaceOf(this, child) : this.contains(child) && child
    if (!found && !isText(child)) return removeChild.call(this, child) // fails as it should
    found?.parentNode.removeChild(found)
    return child
  }
  Node.prototype.insertBefore = function (node, before) {
    if (!before || before.parentNode === this) return insertBefore.call(this, node, before)
    const found = inPlaceOf(this, before)
    return insertBefore.call(this, node, found ?? (isText(before) ? null : before))
  }
  const value = Object.getOwnPropertyDescriptor(Node.prototype, "nodeValue")
  Object.defineProperty(Text.prototype, "nodeValue", {
    ...value,
    set(text) {
      if (!this.isConnected && standsFor.get(this)?.isConnected) standsFor.get(this).replaceWith(this)
      value.set.call(this, text)
    },
  })
}

// Streamlit leaves the sidebar open on a phone and remembers that (streamlit/streamlit issue 12065), and has no command
// to close it. On the page that a tab began with it stays where somebody has touched it already: it was opened just now.
function closeSidebarAfter(page) {
  const before = sessionStorage.getItem("netdash/page")
  sessionStorage.setItem("netdash/page", page)
  const loaded = performance.getEntriesByType("navigation")[0]?.name ?? location.href // a busy browser may not know yet
  const began = new URL(loaded).pathname === location.pathname
  const justOpened = before === null && began && navigator.userActivation?.hasBeenActive
  if (before !== page && !justOpened) closeSidebar()
}

function closeSidebar() {
  if (!window.matchMedia("(max-width: 767px)").matches) return
  const sidebar = document.querySelector('[data-testid="stSidebar"][data-collapsed="false"]')
  sidebar?.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click()
}

// iOS zooms into a field with letters below 16 px and stays there, and Streamlit's are 0.875 of the theme's size. There
// this stops it and two fingers zoom as before; elsewhere it would take that away.
function stayUnzoomed() {
  const view = document.querySelector("meta[name=viewport]")
  const zooms = /iPhone|iPad|iPod/.test(navigator.userAgent) && view && !view.content.includes("maximum-scale")
  if (zooms) view.content += ", maximum-scale=1"
}

// Streamlit draws nothing anew when a connection comes back, so that the page goes on showing what the server may never
// have heard, until the next press. So the page asks by itself.
function askWhenBack(setTriggerValue) {
  const asked = window.netdashAsks
  window.netdashAsks = () => setTriggerValue("back", Date.now())
  const app = document.querySelector("[data-testid=stApp]")
  if (asked || !app) return
  const state = () => app.getAttribute("data-test-connection-state")
  let before = state()
  new MutationObserver(() => {
    if (state() === "CONNECTED" && before !== "CONNECTED") window.netdashAsks()
    before = state()
  }).observe(app, { attributeFilter: ["data-test-connection-state"] })
}

const PATIENCE = 5000 // ms that the box may take to come; its own script ends the wait

// A button's own shortcut is dead while somebody types. What they type before the box is there belongs into it.
function findFromAnywhere() {
  if (window.netdashFinds) return
  const finds = (window.netdashFinds = { typed: "", until: 0, from: null, closeSidebar })
  const onMac = /Mac|iPhone|iPad/.test(navigator.platform)
  const take = (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const isLetter = (event) => event.getModifierState("AltGraph") || !(event.ctrlKey || event.metaKey)
  window.addEventListener("keydown", (event) => {
    const { code, key } = event
    const held = onMac ? event.metaKey : event.ctrlKey
    const field = document.querySelector(".st-key-find_text input")
    const button = document.querySelector(".st-key-find_open button")
    if (code === "KeyK" && held && !event.altKey && !event.shiftKey && (field || button)) {
      take(event)
      if (field) return field.select()
      const from = focused()
      const comes = document.querySelector("[data-testid=stApp][data-test-connection-state=CONNECTED]")
      Object.assign(finds, { typed: "", until: comes ? Date.now() + PATIENCE : 0, from })
      button.click()
    } else if (Date.now() < finds.until && !event.isComposing && key !== "Tab" && isLetter(event)) {
      take(event)
      if (key === "Escape") finds.until = 0
      if (key === "Backspace") finds.typed = finds.typed.slice(0, -1)
      if (key.length === 1) finds.typed += key
    }
  }, true)
}

// Streamlit leaves a page scrolled as the one before it was, where that is still high enough while it is drawn, and on the
// same page for another record always.
function beginAtTheTop(view) {
  const before = window.netdashView
  window.netdashView = view
  if (before !== undefined && before !== view) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0)
}

// On the way to another page Streamlit writes that page's query behind the address of the one it leaves, as a step of
// its own: Back would lead to a page that nobody was on, such as a log for somebody whose page was opened from the log.
function goBackInOneStep() {
  if (window.netdashSteps) return
  window.netdashSteps = true
  const push = history.pushState
  let written = {}
  const isOwnStep = () => (written = {}) // somebody was on that page, and goes on from there
  for (const act of ["pointerdown", "keydown"]) window.addEventListener(act, isOwnStep, true)
  history.pushState = function (state, unused, url) {
    const to = new URL(url, location.href)
    const leaves = to.pathname !== location.pathname
    const follows = leaves && to.search === written.search && Date.now() < written.until
    written = leaves ? {} : { search: to.search, until: Date.now() + 5000 }
    return follows ? this.replaceState(state, unused, url) : push.call(this, state, unused, url)
  }
}

// Streamlit sends what was typed last in a task of its own after the field is left, for the page that is shown. A link
// pressed before that task opens its page, and the words that come after it turn back. So the link waits its turn.
// A link to the page that is shown does nothing: it would leave whoever reads one record without the way to all.
function followLinks() {
  if (window.netdashFollowsLinks) return
  window.netdashFollowsLinks = true
  let follows = false
  const press = (link) => {
    follows = true
    link.click()
    follows = false
  }
  const follow = (link) => {
    const isHere = link.matches("[data-testid=stSidebarNavLink][aria-current=page]")
    if (isHere) closeSidebar()
    if (!isHere || !location.search) return press(link)
    history.pushState({}, "", link.href)
    window.dispatchEvent(new PopStateEvent("popstate"))
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid=stSidebarNavLink], [data-testid=stPageLink-NavLink]")
    if (!link || follows || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation() // boxes for longer text listen at the document too, and hear of it all the same
    setTimeout(follow, 0, link)
  }, true)
}

// A button that is gone with what it did leaves the focus nowhere, and the keyboard at the top of the page. It goes on at
// the box that the button opened, at the message about what was done, or else at the page's title.
function keepFocus() {
  const app = document.querySelector("[data-testid=stApp]")
  if (window.netdashFocuses || !app) return
  window.netdashFocuses = true
  let last = null
  window.addEventListener("focusin", ({ target }) => (last = target))
  window.addEventListener("pointerdown", () => (last = null), true) // where nothing is to be focused, that was wanted
  const follow = () => {
    if (!last || document.activeElement !== document.body || last.checkVisibility()) return
    const key = last.closest("[class*=st-key-]")?.className.match(/st-key-(\S+)_open(?=\s|$)/)?.[1]
    const box = key && `.st-key-${CSS.escape(key)} summary`
    const next = [box, ".st-key-flash", "[data-testid=stMain] h1"].map((one) => one && document.querySelector(one))
    const found = next.find((one) => one?.checkVisibility())
    if (found && found.tabIndex < 0) found.tabIndex = -1
    found?.focus({ preventScroll: true })
  }
  const watch = () => app.getAttribute("data-test-script-state") === "notRunning" && setTimeout(follow, 100)
  new MutationObserver(watch).observe(app, { attributeFilter: ["data-test-script-state"] })
}

function focused() {
  let one = document.activeElement
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
  return one
}

// What a save refuses may be far above its button, and the sentence that says so comes to lie over the page's lower end.
// Boxes for longer text have a root of their own. Who has gone on to another field meanwhile stays there.
function bringToSight(key, tries = 50, from = focused()) {
  const now = focused()
  if (now && now !== from && now.tabIndex >= 0) return
  const find = (name) => document.querySelector(`[data-testid=${name}]`)
  const around = document.querySelector(`.st-key-${CSS.escape(key)}`)
  const roots = [around, ...(around?.querySelectorAll("*") ?? [])].map((one) => one?.shadowRoot ?? one)
  const field = roots.map((one) => one?.querySelector("input, textarea")).find(Boolean)
  const isDrawn = find("stApp")?.getAttribute("data-test-script-state") === "notRunning"
  if (!field || !isDrawn) return tries && setTimeout(bringToSight, 100, key, tries - 1, from)
  field.focus({ preventScroll: true })
  const [main, above, below] = ["stMain", "stHeader", "stBottom"].map(find)
  const covered = [above, below].map((one) => one?.offsetHeight ?? 0)
  main.style.scrollPadding = `${covered[0]}px 0 ${covered[1]}px`
  const fits = around.offsetHeight <= main.clientHeight - covered[0] - covered[1]
  around.scrollIntoView({ block: fits ? "center" : "start" })
  main.style.scrollPadding = ""
}

const DOUBLE_TAP = 500 // ms between the two at most

// Where a page changes between the two taps of a double tap, the second would press what has come under the finger.
function ignoreSecondTap() {
  if (window.netdashTaps) return
  window.netdashTaps = true
  let last = null
  let ignored = false
  const isSecond = ({ timeStamp, clientX, clientY }) =>
    last && last.view !== window.netdashView && timeStamp - last.timeStamp < DOUBLE_TAP &&
    Math.hypot(clientX - last.clientX, clientY - last.clientY) < 30
  const hear = (event) => {
    const { type, timeStamp, clientX, clientY, detail } = event
    if (type === "pointerdown") {
      ignored = isSecond(event)
      last = { timeStamp, clientX, clientY, view: ignored ? last.view : window.netdashView }
    }
    if (!ignored || (type === "click" && !detail)) return // a key or a script presses without a tap
    if (!type.startsWith("touch")) event.preventDefault()
    event.stopImmediatePropagation()
  }
  const acts = ["pointerdown", "touchstart", "mousedown", "pointerup", "touchend", "mouseup", "click"]
  for (const act of acts) window.addEventListener(act, hear, true)
}

export default function ({ data, setTriggerValue }) {
  if (data.anew) return location.reload()
  findFromAnywhere()
  askWhenBack(setTriggerValue)
  followTranslations()
  stayUnzoomed()
  closeSidebarAfter(data.page)
  goBackInOneStep()
  followLinks()
  keepFocus()
  ignoreSecondTap()
  beginAtTheTop(data.view)
  if (data.inSight) bringToSight(data.inSight)
}
