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

/**
 * What the rules of plans say, and what is to be done, in English; `{{…}}` are values. User interfaces take it as the
 * default of their translations.
 *
 * @public
 */
export const planRuleMessages = {
  nameMissing: {
    message: 'The plan needs a name',
    hint: 'Any text of 1 to {{max}} characters.',
  },
  nameTooLong: {
    message: 'The name is longer than {{max}} characters',
    hint: 'Any text of 1 to {{max}} characters.',
  },
  sourceClusterMissing: {
    message: 'The plan needs a source cluster',
    hint: 'Choose one of the clusters of the catalog.',
  },
  targetClusterMissing: {
    message: 'The plan needs a target cluster',
    hint: 'Choose one of the clusters of the catalog.',
  },
  namespacesMissing: {
    message: 'The plan needs at least one namespace',
    hint: 'Say which namespace of the source becomes which of the target.',
  },
  namespacesTooMany: {
    message: 'A plan has at most {{max}} namespaces, this one has {{number}}',
    hint: 'Split it into several plans.',
  },
  namespaceTwice: {
    message: "Namespace '{{namespace}}' is mapped twice",
    hint: 'Remove one of the two.',
  },
  empty: {
    message:
      'The plan has neither volumes nor images: there is nothing to move',
    hint: 'Add at least one volume or image repository.',
  },
  volumesTooMany: {
    message: 'A plan has at most {{max}} volumes, this one has {{number}}',
    hint: 'Split it into several plans.',
  },
  imagesTooMany: {
    message: 'A plan has at most {{max}} images, this one has {{number}}',
    hint: 'Split it into several plans.',
  },
  accessModesReadOnly: {
    message: 'With {{modes}} alone nothing can be copied into it',
    hint: 'Add ReadWriteOnce or ReadWriteMany.',
  },
  accessModesTogether: {
    message: 'ReadWriteOncePod cannot be together with other access modes',
    hint: 'Leave it out, or have it alone.',
  },
  volumeOntoItself: {
    message: 'Source and target are the same: {{target}} of {{cluster}}',
    hint: 'Give it another targetName, or choose another target namespace or another target cluster.',
  },
  imageOntoItself: {
    message: 'Source and target are the same: {{target}} of {{cluster}}',
    hint: 'Give it another targetRepository, or choose another target namespace or another target cluster.',
  },
  volumeOntoSource: {
    message:
      'The target of {{source}}, {{target}} of {{cluster}}, is the source of {{other}}',
    hint: 'Give it another targetName, or choose another target namespace or another target cluster.',
  },
  imageOntoSource: {
    message:
      'The target of {{source}}, {{target}} of {{cluster}}, is the source of {{other}}',
    hint: 'Give it another targetRepository, or choose another target namespace or another target cluster.',
  },
  volumeSameTarget: {
    message: '{{field}} and {{other}} have the same target: {{target}}',
    hint: 'Give one of them another targetName.',
  },
  imageSameTarget: {
    message: '{{field}} and {{other}} have the same target: {{target}}',
    hint: 'Give one of them another targetRepository.',
  },
  volumeNotMapped: {
    message:
      "Namespace '{{namespace}}' is not among the namespaces of the plan",
    hint: 'Add { source: {{namespace}}, target: … } to namespaces.',
  },
  imageNotMapped: {
    message:
      "Where '{{repository}}' goes is not known: '{{namespace}}' is not among the namespaces of the plan",
    hint: 'Add { source: {{namespace}}, target: … } to namespaces, or give the image a targetRepository.',
  },
  tagsAndPatterns: {
    message:
      '{{field}} has both tags and {{patterns}}: which of them decides is not known',
    hint: 'Give either the tags themselves, or patterns.',
  },
  historyOfDigests: {
    message: '{{field}} asks for the history of its tags, but has only digests',
    hint: 'Give tags or patterns too, or leave history out.',
  },
  valueMissing: {
    message: 'A value is missing',
    hint: 'Enter one, or take the entry away.',
  },
  dnsLabel: {
    message:
      "'{{value}}' is not a valid name: at most 63 characters a-z, 0-9 and -, beginning and ending with a letter or digit",
    hint: 'Use the name as the cluster shows it.',
  },
  dnsSubdomain: {
    message:
      "'{{value}}' is not a valid name: at most 253 characters a-z, 0-9, - and ., each part beginning and ending with a letter or digit",
    hint: 'Use the name as the cluster shows it.',
  },
  quantity: {
    message: "'{{value}}' is not a quantity of storage above zero",
    hint: 'For example 500Mi, 10Gi or 1.5Ti.',
  },
  repository: {
    message: "'{{value}}' is not the path of an image repository",
    hint: 'Give the path inside the registry, without host, tag and digest, for example shop/web.',
  },
  tag: {
    message: "'{{value}}' is not a valid image tag",
    hint: 'At most 128 letters, digits, _, . and -, not beginning with . or -.',
  },
  digest: {
    message: "'{{value}}' is not the digest of an image",
    hint: 'For example sha256: and 64 digits 0-9 a-f.',
  },
  platform: {
    message: "'{{value}}' is not a platform",
    hint: 'Give os/architecture or os/architecture/variant, for example linux/amd64 or linux/arm64/v8.',
  },
  keyInvalid: {
    message:
      "'{{key}}' is not a valid key: an optional DNS name and a slash, then at most 63 letters, digits, - _ and .",
    hint: 'For example sidecar.istio.io/inject.',
  },
  keyReserved: {
    message: "'{{key}}' is one of our own: what we make is found again by it",
    hint: 'Use another key.',
  },
  labelValue: {
    message:
      "'{{value}}' is not a valid value: at most 63 letters, digits, - _ and .",
    hint: 'Shorten it.',
  },
  annotationTooLong: {
    message: 'The value is longer than {{max}} characters',
    hint: 'Shorten it.',
  },
  resourceQuantity: {
    message: "'{{value}}' is not a quantity above zero",
    hint: 'For example 500m of cpu, or 256Mi of memory.',
  },
  limitBelowRequest: {
    message: 'The limit of {{resource}} is lower than what is requested',
    hint: 'Raise the limit, or request less.',
  },
  filePattern: {
    message: "'{{pattern}}' is not a pattern that can be used",
    hint: "A pattern of rsync with *, **, ? and /***, without brackets and backslashes; a slash in front means the volume's root. For example /cache/ or *.tmp.",
  },
  deleteAndKeep: {
    message:
      'What is in the target is to be kept (existing: reuse), and to be deleted (deleteExtraneous)',
    hint: 'Set existing to mirror, or leave deleteExtraneous out.',
  },
  tagPatternLength: {
    message:
      "'{{value}}' is not a pattern of tags: must be text of 1 to {{max}} characters",
    hint: 'For example v1.*, *-rc? or 2.[0-9]; a whole tag has to match.',
  },
  tagPatternOpen: {
    message: "'{{value}}' is not a pattern of tags: [ has no ]",
    hint: 'For example v1.*, *-rc? or 2.[0-9]; a whole tag has to match.',
  },
  tagPatternRange: {
    message:
      "'{{value}}' is not a pattern of tags: the range {{from}}-{{to}} is the wrong way round",
    hint: 'For example v1.*, *-rc? or 2.[0-9]; a whole tag has to match.',
  },
  tagPatternMember: {
    message:
      "'{{value}}' is not a pattern of tags: [{{members}}] holds a character that no tag has",
    hint: 'For example v1.*, *-rc? or 2.[0-9]; a whole tag has to match.',
  },
  tagPatternEmpty: {
    message: "'{{value}}' is not a pattern of tags: [] holds no character",
    hint: 'For example v1.*, *-rc? or 2.[0-9]; a whole tag has to match.',
  },
  tagPatternCharacter: {
    message:
      "'{{value}}' is not a pattern of tags: no tag has the character {{character}}",
    hint: 'For example v1.*, *-rc? or 2.[0-9]; a whole tag has to match.',
  },
} as const;
