import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { renderPage } from "@/components/testing/render-page";
import { BrowserCard } from "./browser-card";

const shown = vi.fn();

function standIn(answer: NotificationPermission) {
  const state = { permission: "default" as NotificationPermission, asked: 0 };
  class Notices {
    static get permission() {
      return state.permission;
    }
    static requestPermission() {
      state.asked += 1;
      state.permission = answer;
      return Promise.resolve(answer);
    }
    constructor(title: string) {
      shown(title);
    }
  }
  vi.stubGlobal("Notification", Notices);
  return state;
}

afterEach(cleanup);
beforeEach(() => {
  window.localStorage.clear();
  shown.mockClear();
});

describe("notices of this browser", () => {
  test("permission is asked for by a press only, and then a trial can be shown", async () => {
    const state = standIn("granted");
    renderPage(<BrowserCard />);
    expect(state.asked).toBe(0);
    await userEvent.click(screen.getByRole("button", { name: "Try it" }));
    expect(shown).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("radio", { name: "While the tab is hidden" }));
    await waitFor(() => expect(state.asked).toBe(1));
    await userEvent.click(screen.getByRole("button", { name: "Try it" }));
    expect(shown).toHaveBeenCalledWith("Candlewatch");
  });

  test("a refusal says where it can be undone", async () => {
    standIn("denied");
    renderPage(<BrowserCard />);
    await userEvent.click(screen.getByRole("radio", { name: "Always" }));
    expect(await screen.findByText(/permit it beside the address/)).toBeDefined();
  });
});
