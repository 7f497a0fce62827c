// Every text comes from src/translation.ts, so that it can be translated.
const noLiterals = [
  'error',
  {
    noStrings: true,
    ignoreProps: true,
    allowedStrings: ['–', '·', '→', ' '],
  },
];

const SPOKEN =
  'aria-label|aria-description|aria-valuetext|alt|description|label|placeholder|title';
const restrictedSrcSyntax = [
  '> Literal',
  '> JSXExpressionContainer > Literal',
  '> JSXExpressionContainer > TemplateLiteral',
].map(literal => ({
  selector: `JSXAttribute[name.name=/^(${SPOKEN})$/] ${literal}`,
  message:
    'Take the text from src/translation.ts, so that it can be translated.',
}));

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // Files with a dot in front are ignored otherwise, this one too.
  ignorePatterns: ['!.eslintrc.js'],
  restrictedSrcSyntax,
  rules: { 'react/jsx-no-literals': noLiterals },
  overrides: [
    {
      files: ['dev/**', '**/*.test.tsx'],
      rules: { 'react/jsx-no-literals': 'off' },
    },
  ],
});
