// The standalone page's own part: its title follows the article or the list. (The element never touches the page around it.)
const site = document.title;
for (const shown of ["tin-load", "tin-list"])
  document.addEventListener(shown, (event) => {
    document.title = `${event.detail.title} | ${site}`;
  });
document.addEventListener("tin-error", () => {
  document.title = site;
});
