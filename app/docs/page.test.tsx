import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { ERROR_CODES } from "@/lib/errors";
import { problemUri } from "@/lib/http/problem-types";
import Page from "./page";

test("every endpoint has its entry, with the role it needs and a call to paste", () => {
  const { container } = render(<Page />);

  for (const { name, method, path, role } of Object.values(ENDPOINTS)) {
    const entry = container.querySelector(`article#${name}`);
    expect(entry?.textContent, name).toContain(path);
    expect(entry?.textContent, name).toContain(method);
    expect(entry?.textContent, name).toContain(
      role === "public" ? "Needs no sign-in." : `Needs the role ${role}.`,
    );
    expect(entry?.textContent, name).toContain("curl ");
  }
});

test("the type of every problem leads to an anchor of this page", () => {
  const { container } = render(<Page />);

  for (const code of ERROR_CODES) {
    const anchor = problemUri(code).replace("/docs", "");
    expect(container.querySelector(anchor), code).not.toBeNull();
  }
});

test("nothing on the page is asked of another server, and no anchor leads nowhere", () => {
  const { container } = render(<Page />);

  expect(container.querySelectorAll("script, link, img, iframe")).toHaveLength(0);
  for (const link of screen.getAllByRole("link", { hidden: true })) {
    const href = link.getAttribute("href") ?? "";
    expect(href).toMatch(/^[/#]/);
    if (href.startsWith("#")) expect(container.querySelector(href), href).not.toBeNull();
  }
});

test("no two anchors are the same", () => {
  const { container } = render(<Page />);

  const ids = [...container.querySelectorAll("[id]")].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
