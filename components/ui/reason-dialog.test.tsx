import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { endOf, ReasonDialog } from "./reason-dialog";

afterEach(cleanup);

const NOW = Date.parse("2026-11-20T16:00:00Z");

test.each([
  ["60", "", "2026-11-20T17:00:00.000Z"],
  ["next_open", "", "next_open"],
  ["open", "", undefined],
  ["date", "2026-11-21T10:00Z", "2026-11-21T10:00:00.000Z"],
  ["date", "2026-11-19T10:00Z", null],
  ["date", "", null],
])("the end of %s %s is %s", (choice, date, end) => {
  expect(endOf(choice, date, NOW)).toBe(end);
});

test("where a reason is required nothing is sent without one, not even with Enter", async () => {
  const onSubmit = vi.fn();
  render(
    <ReasonDialog
      title="Snooze"
      description="Quiet for a while."
      ends={[{ value: "next_open", label: "until the next open" }]}
      required="Say why"
      verb="Snooze"
      change={{ isPending: false, error: null }}
      onSubmit={onSubmit}
      onClose={() => undefined}
    />,
  );
  const reason = screen.getByLabelText("Reason");
  await userEvent.type(reason, "  {Enter}");
  expect(onSubmit).not.toHaveBeenCalled();
  await userEvent.type(reason, "vendor ticket 12{Enter}");
  expect(onSubmit).toHaveBeenCalledWith({ reason: "vendor ticket 12", until: "next_open" });
});

test("an end that is a number asks for it, and sends nothing without it", async () => {
  const onSubmit = vi.fn();
  render(
    <ReasonDialog
      title="Ignore"
      description="Out of sight for a while."
      ends={[
        { value: "60", label: "for 1 hour" },
        { value: "rate", label: "until more than N an hour", count: "Failures an hour" },
      ]}
      verb="Ignore"
      change={{ isPending: false, error: null }}
      onSubmit={onSubmit}
      onClose={() => undefined}
    />,
  );
  await userEvent.selectOptions(screen.getByLabelText("For"), "rate");
  await userEvent.click(screen.getByRole("button", { name: "Ignore" }));
  expect(onSubmit).not.toHaveBeenCalled();
  await userEvent.type(screen.getByLabelText("Failures an hour"), "20");
  await userEvent.click(screen.getByRole("button", { name: "Ignore" }));
  expect(onSubmit).toHaveBeenCalledWith({
    reason: undefined,
    until: undefined,
    counted: { end: "rate", count: 20 },
  });
});
