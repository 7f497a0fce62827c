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

import { TextField } from '@backstage/ui';
import { useEffect, useState } from 'react';

/** Props of {@link FilterText}. */
export interface FilterTextProps {
  label: string;
  value: string | undefined;
  placeholder?: string;
  /** Once the reader has finished: Enter, or another field. */
  onChange: (value: string | undefined) => void;
}

/** A value that must match exactly. */
export function FilterText(props: FilterTextProps) {
  const { label, value = '', placeholder, onChange } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);

  const commit = () => {
    const next = text.trim();
    if (next !== value) {
      onChange(next || undefined);
    }
  };
  return (
    <TextField
      size="small"
      label={label}
      value={text}
      placeholder={placeholder}
      onChange={setText}
      onBlur={commit}
      onKeyDown={event => event.key === 'Enter' && commit()}
    />
  );
}
