"use client";
/** What can be done to an execution. Everything on the page is asked for again afterwards. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type BodyOf, call, type ResponseOf } from "./call";

type ActionName = "cancelExecution" | "pauseExecution" | "resumeExecution" | "noteExecution";

export function useExecutionAction<N extends ActionName>(
  name: N,
  id: string,
  onDone: (answer: ResponseOf<N>) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyOf<N>) => call(name, { params: { id }, body }),
    onSuccess: (answer) => {
      void client.invalidateQueries();
      onDone(answer);
    },
  });
}
