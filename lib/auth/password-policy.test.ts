import { expect, test } from "vitest";
import { passwordFault } from "./password-policy";

const ABOUT = ["maria.keller@example.com", "Maria Keller"];

test.each([
  ["elevenchars", "at least 12 characters"],
  ["x".repeat(129), "at most 128 characters"],
  ["abababababab", "at least 5 different characters"],
  ["password1234", "not built from"],
  ["Candlewatch-2026!", "not built from"],
  ["maria-keller-1", "not built from"],
])("%s is refused: %s", (password, fault) => {
  expect(passwordFault(password, ABOUT)).toContain(fault);
});

test.each([
  "seven quiet lighthouses",
  "kx7 vq9 mm2 tt4",
  "seven quiet lighthouses ".repeat(5),
  "пароль длинный и свой",
  "x1!x2!x3!x4!y5",
])("%s is good: length counts, kinds of characters do not", (password) => {
  expect(passwordFault(password, ABOUT)).toBeNull();
});
