import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { ERROR_CODES } from "@/lib/errors";
import { problemUri } from "@/lib/http/problem-types";
import Page from "./page";

let page: Document;
beforeAll(() => {
  page = new DOMParser().parseFromString(renderToStaticMarkup(<Page />), "text/html");
});

test("every endpoint has its entry, with the role it needs and a call to paste", () => {
  for (const { name, method, path, role } of Object.values(ENDPOINTS)) {
    const entry = page.getElementById(name)?.textContent;
    expect(entry, name).toContain(path);
    expect(entry, name).toContain(method);
    expect(entry, name).toContain(
      role === "public" ? "Needs no sign-in." : `Needs the role ${role}.`,
    );
    expect(entry, name).toContain("curl ");
  }
});

test("the type of every problem leads to an anchor of this page", () => {
  for (const code of ERROR_CODES) {
    expect(page.getElementById(problemUri(code).replace("/docs#", "")), code).not.toBeNull();
  }
});

test("nothing on the page is asked of another server, and no anchor leads nowhere", () => {
  expect(page.querySelectorAll("script, link, img, iframe")).toHaveLength(0);
  for (const link of page.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? "";
    expect(href).toMatch(/^[/#]/);
    if (href.startsWith("#")) expect(page.getElementById(href.slice(1)), href).not.toBeNull();
  }
});

test("no two anchors are the same", () => {
  const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
