// The standalone page's own part: its title follows the article. (The element never touches the page around it.)
const site = document.title;
document.addEventListener("tin-load", (event) => {
  document.title = `${event.detail.title} | ${site}`;
});
document.addEventListener("tin-error", () => {
  document.title = site;
});
