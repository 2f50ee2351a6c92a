import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { Tabs } from "./tabs";

afterEach(cleanup);

function Sample() {
  const [value, setValue] = useState<"jobs" | "trace" | "log">("jobs");
  return (
    <Tabs
      label="Parts"
      value={value}
      onChange={setValue}
      items={[
        { key: "jobs", label: "Jobs", content: "all jobs" },
        { key: "trace", label: "Trace", content: "the trace" },
        { key: "log", label: "Log", content: "the log" },
      ]}
    />
  );
}

test("one tab stop leads into the tabs, arrows walk around, and nothing changes before it is chosen", async () => {
  render(<Sample />);
  await userEvent.tab();
  expect(document.activeElement?.textContent).toBe("Jobs");
  await userEvent.keyboard("{ArrowLeft}");
  expect(document.activeElement?.textContent).toBe("Log");
  await userEvent.keyboard("{Home}{ArrowRight}");
  expect(document.activeElement?.textContent).toBe("Trace");
  expect(screen.getByRole("tabpanel", { name: "Jobs" }).textContent).toBe("all jobs");
  await userEvent.keyboard("{Enter}");
  expect(screen.getByRole("tabpanel", { name: "Trace" }).textContent).toBe("the trace");
  expect(screen.getByRole("tab", { selected: true }).textContent).toBe("Trace");
});
