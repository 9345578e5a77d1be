/* What every part draws with: elements, the theme of the page around, the face, rest for the eye. */
(function () {
  "use strict";
  const Dispatch = (window.Dispatch = window.Dispatch || {});
  const page = window.parent;
  const themed = [];

  Dispatch.element = function (name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value != null) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child != null));
    return made;
  };

  Dispatch.theme = function () {
    try {
      const app = page.document.querySelector(".stApp");
      const [r, g, b] = getComputedStyle(app).backgroundColor.match(/[\d.]+/g).map(Number);
      return 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
    } catch (_error) {
      return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    }
  };
  Dispatch.onTheme = (call) => themed.push(call);
  Dispatch.retheme = function () {
    const now = Dispatch.theme();
    if (document.documentElement.dataset.theme === now) return;
    document.documentElement.dataset.theme = now;
    themed.forEach((call) => call());
  };

  /* The page's own face, whose files Streamlit serves under names of its build. */
  Dispatch.face = function () {
    for (const sheet of page.document.styleSheets) {
      let rules = [];
      try { rules = [...sheet.cssRules]; } catch (_error) { continue; }
      for (const rule of rules) {
        if (rule.constructor.name !== "CSSFontFaceRule" || !/Source Sans/.test(rule.cssText)) continue;
        const base = sheet.href || page.location.href;
        const text = rule.cssText.replace(/url\("?([^")]+)"?\)/g, (_all, path) => `url("${new URL(path, base).href}")`);
        document.head.append(Dispatch.element("style", {}, text));
      }
    }
  };

  Dispatch.calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
})();
