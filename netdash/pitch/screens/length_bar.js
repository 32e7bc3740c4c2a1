// The bar of netdash/pitch/screens/preview.py: how long a pitch takes, beside the range to aim for.

export default function ({ data, parentElement }) {
  const at = (seconds) => `${Math.min(100, (100 * seconds) / data.whole)}%`
  const [bar, band, fill] = [".bar", ".band", ".fill"].map((name) => parentElement.querySelector(name))
  bar.setAttribute("aria-label", data.words)
  band.style.left = at(data.shortest)
  band.style.width = at(data.longest - data.shortest)
  fill.style.width = at(data.seconds)
  fill.classList.toggle("right", data.right)
  const ends = [data.shortest, data.longest]
  parentElement.querySelectorAll(".ticks span").forEach((tick, place) => {
    tick.style.left = at(ends[place])
    tick.textContent = `${ends[place]} s`
  })
}
