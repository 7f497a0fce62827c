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
 * repository.
 *
 * @param {import('./StoredContent.mjs').StoredContent} content
 * @param {number} scale of the sizes
 * @returns `{ repositories: { [name]: tags }, tags: { 'repository:tag': digest }, distinctBytes }`
 */
export function writeManyImages(content, scale) {
  const random = numbers(1);
  // From 1 to 32 times the smallest, as likely small as big on a logarithmic scale, the way layers are.
  const weights = Array.from({ length: 200 }, () => 2 ** (random() * 5));
  const sum = weights.reduce((a, b) => a + b);
  const layers = weights.map((weight, i) =>
    content.writeLayer(
      `layer ${i}`,
      Math.max(512, Math.round((weight / sum) * 1.5e9 * scale)),
    ),
  );
  const shared = layers.slice(0, 120);
  const own = layers.slice(120);
  const images = Array.from({ length: 100 }, () => []);
  own.forEach((layer, i) => images[i].push(layer));
  // 320 places for the shared ones: 120 × 2 and 80 more, never twice in one image.
  for (let place = 0, next = 0; place < 320; next += 1) {
    const image = images[(next * 37) % images.length];
    if (image.length < 4) {
      image.push(shared[place % shared.length]);
      place += 1;
    }
  }
  const written = { repositories: {}, tags: {}, distinctBytes: 0 };
  images.forEach((image, i) => {
    const repository = `bench/app-${String(Math.floor(i / 5)).padStart(
      2,
      '0',
    )}`;
    const tag = `1.${i % 5}`;
    (written.repositories[repository] ??= []).push(tag);
    written.tags[`${repository}:${tag}`] = content.writeImage(
      repository,
      tag,
      image,
    );
  });
  written.distinctBytes = layers.reduce((total, { size }) => total + size, 0);
  return written;
}

/** One image with one layer of 4 GB. */
export function writeBigLayer(content, scale) {
  const size = Math.max(MIB, Math.round(4e9 * scale));
  const layer = content.writeLayer('big layer', size);
  const digest = content.writeImage('bench/big', '1.0', [layer]);
  return {
    repositories: { 'bench/big': ['1.0'] },
    tags: { 'bench/big:1.0': digest },
    distinctBytes: size,
  };
}

/** 500 tags in 20 repositories with 5,000 distinct blobs: 9 small layers and a config in each image. */
export function writeManyTags(content, scale) {
  const written = { repositories: {}, tags: {}, distinctBytes: 0 };
  const perRepository = Math.max(1, Math.round(25 * scale));
  for (let i = 0; i < 20 * perRepository; i += 1) {
    const repository = `bench/many-${Math.floor(i / perRepository)}`;
    const tag = `2.${i % perRepository}`;
    const layers = Array.from({ length: 9 }, (_, j) =>
      content.writeLayer(`small ${i} ${j}`, 600),
    );
    (written.repositories[repository] ??= []).push(tag);
    written.tags[`${repository}:${tag}`] = content.writeImage(
      repository,
      tag,
      layers,
    );
    written.distinctBytes += 9 * 600;
  }
  return written;
}
