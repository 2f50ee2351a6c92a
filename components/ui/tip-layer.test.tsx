import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { Button } from "./button";
import { TipLayer } from "./tip-layer";

function Page({ reason }: { reason: string | null }) {
  return (
    <>
      <TipLayer />
      <Button disabledReason={reason}>Run</Button>
    </>
  );
}

test("why a button can't be pressed is said while that is so, and no longer", async () => {
  const { rerender } = render(<Page reason="The preview is being worked out" />);
  await userEvent.hover(screen.getByRole("button"));
  expect(screen.getByRole("tooltip").textContent).toBe("The preview is being worked out");
  rerender(<Page reason="A viewer can't" />);
  await waitFor(() => expect(screen.getByRole("tooltip").textContent).toBe("A viewer can't"));
  rerender(<Page reason={null} />);
  await waitFor(() => expect(screen.queryByRole("tooltip")).toBeNull());
});
