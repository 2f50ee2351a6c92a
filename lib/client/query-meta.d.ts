import "@tanstack/react-query";

declare module "@tanstack/react-query" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be merged into the library's.
  interface Register {
    queryMeta: {
      /** Polled: counts for the header's "as of". */
      live?: boolean;
    };
  }
}
