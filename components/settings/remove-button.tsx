"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Asked twice, since it cannot be undone. */
export function RemoveButton({
  busy,
  question = "Really remove",
  onRemove,
}: {
  busy: boolean;
  /** What the button says when it is to be pressed again. */
  question?: string;
  onRemove: () => void;
}) {
  const [sure, setSure] = useState(false);
  return (
    <Button
      className="mr-auto"
      variant="danger"
      busy={busy}
      onClick={() => (sure ? onRemove() : setSure(true))}
    >
      {sure ? question : "Remove…"}
    </Button>
  );
}
