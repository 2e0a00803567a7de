import { useState } from "react";
import css from "./controls.module.css";

/**
 * A number to type. What is typed counts at once where it is a value the field may have (arrow keys always are);
 * anything else, such as the first digit of a longer number, when the field is left or on Enter.
 */
export function NumberField({
  id,
  value,
  min,
  max,
  step,
  onChange,
}: {
  id: string;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
}) {
  const [typed, setTyped] = useState(String(value));
  const [typedFor, setTypedFor] = useState(value);
  // While rendering, not in an effect: a slider being dragged would commit every step of it twice.
  if (typedFor !== value) {
    setTypedFor(value);
    setTyped(String(value));
  }
  const type = (text: string) => {
    setTyped(text);
    const number = numberIn(text);
    if (number === undefined || number < min || number > max) return;
    if (Number.isInteger((number - min) / step)) onChange(number);
  };
  const leave = () => {
    const number = numberIn(typed);
    if (number !== undefined && number !== value) onChange(number);
    // What is out of range came back as the nearest that is not, maybe the very value that was.
    setTyped(String(value));
  };
  return (
    <input
      id={id}
      type="number"
      inputMode="numeric"
      className={css.number}
      min={min}
      max={max}
      step={step}
      value={typed}
      onChange={(event) => type(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Enter") leave();
      }}
    />
  );
}

function numberIn(text: string): number | undefined {
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) ? number : undefined;
}
