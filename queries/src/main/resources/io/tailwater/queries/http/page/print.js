/** Prints in light colours whatever the theme is: paper is, and canvases keep what was drawn. */
export function printLight(redraw) {
  const { dataset } = document.documentElement;
  let theme;
  window.addEventListener("beforeprint", () => {
    theme = dataset.theme;
    dataset.theme = "light";
    redraw();
  });
  window.addEventListener("afterprint", () => {
    if (theme) dataset.theme = theme;
    else delete dataset.theme;
    redraw();
  });
}
