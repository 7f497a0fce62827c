/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

const MIB = 1024 * 1024;

/** Below this, the fixtures have fewer images, too: enough to see that everything works. */
const TINY = 0.01;

/** Has no divisor in common with any number of images. */
const STRIDE = 37;

/** A generator of numbers between 0 and 1 that gives the same ones each time. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * 20 repositories of 5 tags of 4 layers: 200 distinct layers of 1.5 GB in all, 120 of which are in more than one
 * repository. Very small scales have two repositories of two tags.
 *
 * @param {import('./StoredContent.mjs').StoredContent} content
 * @param {number} scale of the sizes
 * @returns `{ repositories: { [name]: tags }, tags: { 'repository:tag': digest } }`
 */
export function writeManyImages(content, scale) {
  const { count, each } =
    scale < TINY ? { count: 2, each: 2 } : { count: 20, each: 5 };
  const random = numbers(1);
  // From 1 to 32 times the smallest, as likely small as big on a logarithmic scale, the way layers are.
  const weights = Array.from(
    { length: 2 * count * each },
    () => 2 ** (random() * 5),
  );
  const sum = weights.reduce((a, b) => a + b);
  const layers = weights.map((weight, i) =>
    content.writeLayer(
      `layer ${i}`,
      Math.max(512, Math.round((weight / sum) * 1.5e9 * scale)),
    ),
  );
  const shared = layers.slice(0, 0.6 * layers.length);
  const own = layers.slice(shared.length);
  const images = Array.from({ length: count * each }, () => []);
  own.forEach((layer, i) => images[i].push(layer));
  // Round after round through all images, so that a shared layer comes to another repository each time.
  const places = 4 * images.length - own.length;
  for (let place = 0, next = 0; place < places; next += 1) {
    const image = images[(next * STRIDE) % images.length];
    if (image.length < 4) {
      image.push(shared[place % shared.length]);
      place += 1;
    }
  }
  const written = { repositories: {}, tags: {} };
  images.forEach((image, i) => {
    const number = String(Math.floor(i / each)).padStart(2, '0');
    addImage(written, content, {
      repository: `bench/app-${number}`,
      tag: `1.${i % each}`,
      layers: image,
    });
  });
  return written;
}

/** One image with one layer of 4 GB. */
export function writeBigLayer(content, scale) {
  const size = Math.max(2 * MIB, Math.round(4e9 * scale));
  const written = { repositories: {}, tags: {} };
  addImage(written, content, {
    repository: 'bench/big',
    tag: '1.0',
    layers: [content.writeLayer('big layer', size)],
  });
  return written;
}

/** 500 tags in 20 repositories with 5,000 distinct blobs: 9 small layers and a config in each image. */
export function writeManyTags(content, scale) {
  const written = { repositories: {}, tags: {} };
  const count = scale < TINY ? 2 : 20;
  const each = Math.max(1, Math.round(25 * scale));
  for (let i = 0; i < count * each; i += 1) {
    addImage(written, content, {
      repository: `bench/many-${Math.floor(i / each)}`,
      tag: `2.${i % each}`,
      layers: Array.from({ length: 9 }, (_, j) =>
        content.writeLayer(`small ${i} ${j}`, 600),
      ),
    });
  }
  return written;
}

function addImage(written, content, { repository, tag, layers }) {
  (written.repositories[repository] ??= []).push(tag);
  written.tags[`${repository}:${tag}`] = content.writeImage(
    repository,
    tag,
    layers,
  );
}
