"use client";
import { useEffect } from "react";

/** The page arrives in pieces: the browser looks for the address's anchor before it is there. */
export function ScrollToAnchor() {
  useEffect(() => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    if (id !== "") document.getElementById(id)?.scrollIntoView();
  }, []);
  return null;
}
