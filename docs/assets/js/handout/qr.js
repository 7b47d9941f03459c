// QR codes made in the browser, for addresses that only the reader's own collection has.
"use strict";
{
  // Byte mode at error correction L.  By version: check bytes of a block, and number of blocks.
  const CHECKS = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26];
  const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12];
  const MASK = 0; // any mask is valid, and on the text of an address none is better

  /** Returns the places of the alignment patterns, in both directions. @param {number} version */
  const alignments = (version) => {
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2;
    const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
    return [6, ...Array.from({ length: count - 1 }, (_, index) => version * 4 + 10 - (count - 2 - index) * step)];
  };
  /** Returns how many bytes, with their check bytes, a code holds. @param {number} version */
  const capacity = (version) => {
    const count = Math.floor(version / 7) + 2;
    const patterns = version > 1 ? (25 * count - 10) * count - 55 + (version > 6 ? 36 : 0) : 0;
    return Math.floor(((16 * version + 128) * version + 64 - patterns) / 8);
  };
  /** Returns a product in the field of 256 elements. @param {number} a @param {number} b */
  const times = (a, b) => {
    let product = 0;
    for (let bit = 7; bit >= 0; bit -= 1) {
      product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
    }
    return product;
  };
  /** Returns the remainder of a polynomial divided by the generator of so many check bytes. @param {number[]} data @param {number} count */
  const checks = (data, count) => {
    const generator = [...Array(count - 1).fill(0), 1];
    let root = 1;
    for (let n = 0; n < count; n += 1) {
      for (let place = 0; place < count; place += 1) {
        generator[place] = times(generator[place], root) ^ (generator[place + 1] ?? 0);
      }
      root = times(root, 2);
    }
    const rest = Array(count).fill(0);
    for (const byte of data) {
      const factor = byte ^ rest.shift();
      rest.push(0);
      generator.forEach((own, place) => { rest[place] ^= times(own, factor); });
    }
    return rest;
  };
  /** Returns a number with the remainder of its division as its last bits. @param {number} value @param {number} divisor @param {number} bits */
  const checked = (value, divisor, bits) => {
    let rest = value;
    for (let n = 0; n < bits; n += 1) rest = (rest << 1) ^ ((rest >> (bits - 1)) * divisor);
    return (value << bits) | rest;
  };

  /** Returns the bytes of a code: data and check bytes of all blocks, interleaved. @param {number[]} text @param {number} version */
  const codewords = (text, version) => {
    const [total, perBlock, blocks] = [capacity(version), CHECKS[version - 1], BLOCKS[version - 1]];
    const room = total - perBlock * blocks;
    const lengthBits = version < 10 ? 8 : 16;
    const bits = [0b0100, text.length, ...text].map((value, index) =>
      value.toString(2).padStart([4, lengthBits][index] ?? 8, "0")).join("");
    const ended = bits.padEnd(Math.min(room * 8, bits.length + 4), "0");
    const data = (ended.padEnd(Math.ceil(ended.length / 8) * 8, "0").match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
    for (let pad = 0xec; data.length < room; pad ^= 0xec ^ 0x11) data.push(pad);
    const short = blocks - total % blocks;
    const length = Math.floor(total / blocks) - perBlock;
    const parts = Array.from({ length: blocks }, (_, index) => data.splice(0, length + (index < short ? 0 : 1)));
    const ends = parts.map((part) => checks(part, perBlock));
    /** @param {number[][]} rows */
    const interleaved = (rows) => Array.from({ length: length + perBlock + 1 }, (_, place) => rows.map((row) => row[place])).flat()
      .filter((byte) => byte !== undefined);
    return [...interleaved(parts), ...interleaved(ends)];
  };

  /** Returns the modules of a QR code by row, null if the text is too long. @type {HandoutQr["modules"]} */
  const modules = (address) => {
    const text = [...new TextEncoder().encode(address)];
    const found = CHECKS.findIndex((count, index) =>
      capacity(index + 1) - count * BLOCKS[index] >= text.length + (index < 9 ? 2 : 3));
    if (found < 0) return null;
    const version = found + 1;
    const size = version * 4 + 17;
    /** @type {(boolean | undefined)[][]} what is not a pattern is undefined until it holds data */
    const rows = Array.from({ length: size }, () => Array(size).fill(undefined));
    /** @param {number} x @param {number} y @param {unknown} dark */
    const set = (x, y, dark) => { if (rows[y] && x >= 0 && x < size) rows[y][x] = Boolean(dark); };
    /** @param {number} x @param {number} y @param {number} radius @param {number[]} light distances from the centre */
    const square = (x, y, radius, light) => {
      for (let dy = -radius; dy <= radius; dy += 1) {
        for (let dx = -radius; dx <= radius; dx += 1) set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    };
    for (let place = 0; place < size; place += 1) {
      set(place, 6, place % 2 === 0);
      set(6, place, place % 2 === 0);
    }
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, [2, 4]);
    const places = alignments(version);
    const last = places.length - 1;
    for (const [i, x] of places.entries()) {
      for (const [j, y] of places.entries()) {
        if (!((!i && (!j || j === last)) || (i === last && !j))) square(x, y, 2, [1]);
      }
    }
    const format = checked((0b01 << 3) | MASK, 0x537, 10) ^ 0x5412;
    for (let bit = 0; bit < 15; bit += 1) {
      const dark = (format >> bit) & 1;
      if (bit < 8) set(size - 1 - bit, 8, dark);
      else set(8, size - 15 + bit, dark);
      const near = bit < 6 ? bit : bit < 8 ? bit + 1 : 14 - bit;
      if (bit < 8) set(8, near, dark);
      else set(bit === 8 ? 7 : near, 8, dark);
    }
    set(8, size - 8, true);
    if (version > 6) {
      const own = checked(version, 0x1f25, 12);
      for (let bit = 0; bit < 18; bit += 1) {
        const [near, far] = [Math.floor(bit / 3), size - 11 + bit % 3];
        set(far, near, (own >> bit) & 1);
        set(near, far, (own >> bit) & 1);
      }
    }
    // Data in pairs of columns from the right, up and down in turn; the vertical timing pattern is passed over.
    const bits = codewords(text, version).map((byte) => byte.toString(2).padStart(8, "0")).join("");
    let next = 0;
    let up = true;
    for (let right = size - 1; right > 0; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step += 1) {
        const y = up ? size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (rows[y][x] !== undefined) continue;
          rows[y][x] = (bits[next] === "1") !== ((x + y) % 2 === 0);
          next += 1;
        }
      }
      up = !up;
    }
    return rows.map((row) => row.map(Boolean));
  };

  const SVG = "http://www.w3.org/2000/svg";
  const QUIET = 4; // modules around the code
  /** Returns the QR code of an address as an image, null if the address is too long. @type {HandoutQr["image"]} */
  const image = (address, label) => {
    const rows = modules(address);
    if (!rows) return null;
    const size = rows.length + QUIET * 2;
    /** @param {string} name @param {Record<string, string>} attributes */
    const shape = (name, attributes) => {
      const made = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      return made;
    };
    const dark = rows.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : []))).join("");
    const svg = shape("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" });
    svg.append(shape("path", { fill: "#fff", d: `M0 0h${size}v${size}H0z` }), shape("path", { fill: "#000", d: dark }));
    return svg;
  };

  window.hintbook.handout.qr = { image, modules };
}
