/** Pictures that leave the page: loaded when one is asked for. */
export { picture } from "./picture.ts";
export { picturePng } from "./picture-png.ts";
