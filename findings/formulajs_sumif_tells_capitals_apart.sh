#!/bin/sh
# Packages: npm @formulajs/formulajs 4.6.1 (the functions of a spreadsheet, in JavaScript); hyperformula
# 3.5.0, another engine, is asked the same. Needs Node.
#
# Expected: SUMIF over the stages won, Won, WON and lost with the condition "won" takes the first three,
# as every spreadsheet does, which tells no capitals apart there; and "w*" takes the same three.
# Happens: only the row written as the condition is counted, in SUMIF, SUMIFS, COUNTIF, COUNTIFS,
# AVERAGEIF and MAXIFS, and "w*" finds none: the sum is 0, without an error. hyperformula has all three.
#
# Why it matters: stages of a CRM are typed by hand; won business on a page that uses these functions is
# less than in the sheet it came from. What to do: put both sides in small letters before, and write out
# what a wildcard stands for.
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund @formulajs/formulajs@4.6.1 hyperformula@3.5.0 > /dev/null
cat > look.mjs <<'JS'
import * as formulas from "@formulajs/formulajs";
import { HyperFormula } from "hyperformula";

const stages = ["won", "Won", "WON", "lost"];
const amounts = [1, 10, 100, 1000];
const sheet = HyperFormula.buildFromArray([stages, amounts], { licenseKey: "gpl-v3" });
const asked = {
  '=SUMIF(A1:D1,"won",A2:D2)': formulas.SUMIF(stages, "won", amounts),
  '=SUMIFS(A2:D2,A1:D1,"won")': formulas.SUMIFS(amounts, stages, "won"),
  '=COUNTIF(A1:D1,"won")': formulas.COUNTIF(stages, "won"),
  '=SUMIF(A1:D1,"w*",A2:D2)': formulas.SUMIF(stages, "w*", amounts),
};
const found = [];
for (const [formula, here] of Object.entries(asked)) {
  const there = sheet.calculateFormula(formula, 0);
  found.push([here, there]);
  console.log(`${formula.padEnd(27)} formulajs ${here}, hyperformula ${there}`);
}
if (JSON.stringify(found) !== JSON.stringify([[1, 111], [1, 111], [1, 3], [0, 111]])) {
  console.error("CHANGED: capitals are no longer told apart, or a wildcard finds something.");
  process.exit(1);
}
console.log("As stated: of 111 won, 1 is summed, and by a wildcard none.");
JS
node look.mjs
