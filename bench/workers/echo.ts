/** The smallest worker there is: what starting one costs at least. */
addEventListener("message", () => postMessage(0));
