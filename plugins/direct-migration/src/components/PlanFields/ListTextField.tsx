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
import { fieldError } from './fieldError';

/** Props of {@link ListTextField}. */
export interface ListTextFieldProps {
  label: string;
  description?: string;
  value: string[] | undefined;
  onChange: (value: string[]) => void;
  problem?: string;
  isDisabled?: boolean;
}

/** Several values in one field, with commas between. */
export function ListTextField(props: ListTextFieldProps) {
  const { label, description, value = [], onChange, problem } = props;
  const [text, setText] = useState(value.join(', '));
  const read = (from: string) =>
    from
      .split(',')
      .map(part => part.trim())
      .filter(Boolean);
  const joined = value.join('\n');
  useEffect(() => {
    // What is being typed stays as it is, a comma at its end too.
    setText(current =>
      read(current).join('\n') === joined
        ? current
        : joined.split('\n').filter(Boolean).join(', '),
    );
  }, [joined]);
  return (
    <TextField
      label={label}
      description={description}
      size="small"
      isDisabled={props.isDisabled}
      value={text}
      onChange={next => {
        setText(next);
        onChange(read(next));
      }}
      {...fieldError(problem)}
    />
  );
}
