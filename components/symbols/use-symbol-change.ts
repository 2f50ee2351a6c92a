"use client";
/** Changing what is tracked. Everything on the page is asked for again afterwards. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type BodyOf, call, type ResponseOf } from "@/lib/client/call";

export function useSymbolChange(
  symbol: string,
  onDone: (answer: ResponseOf<"updateSymbol">) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyOf<"updateSymbol">) =>
      call("updateSymbol", { params: { symbol }, body }),
    onSuccess: (answer) => {
      void client.invalidateQueries();
      onDone(answer);
    },
  });
}

/** Stops tracking; what is stored stays. */
export function useDeactivation(symbol: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call("deactivateSymbol", { params: { symbol } }),
    onSuccess: () => {
      void client.invalidateQueries();
      onDone();
    },
  });
}
