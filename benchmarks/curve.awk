# Draws points as a picture: x y least most, a line each, ascending; x in powers of ten, y from 0. Title in `title`.
{ n++; x[n] = log($1) / log(10); label[n] = $1; y[n] = $2; least[n] = $3; most[n] = $4; if ($4 > top) top = $4 }
function across(v) { return n == 1 ? 330 : 70 + 520 * (v - x[1]) / (x[n] - x[1]) }
function up(v) { return 250 - 200 * v / top }
function short(v) { return v >= 1000000 ? v / 1000000 " M" : v >= 1000 ? v / 1000 " k" : v }
END {
  step = 1; while (top / step > 5) step *= 2; while (top / step < 2.5) step /= 2
  top = step * (int(top / step) + 1)
  print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 300\" font-family=\"sans-serif\" font-size=\"12\">"
  print "<rect width=\"640\" height=\"300\" fill=\"#fff\"/>"
  printf "<text x=\"70\" y=\"28\" font-size=\"14\">%s</text>\n", title
  for (v = 0; v <= top; v += step) {
    printf "<path d=\"M70 %.1fH590\" stroke=\"#ddd\"/><text x=\"62\" y=\"%.1f\" text-anchor=\"end\" fill=\"#555\">%s</text>\n",
      up(v), up(v) + 4, v
  }
  for (i = 1; i <= n; i++) {
    line = line (i == 1 ? "M" : "L") sprintf("%.1f %.1f", across(x[i]), up(y[i]))
    printf "<path d=\"M%.1f %.1fV%.1f\" stroke=\"#9bb8d3\" stroke-width=\"5\"/>\n", across(x[i]), up(least[i]), up(most[i])
    printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#1f5f99\"/>\n", across(x[i]), up(y[i])
    printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.2f</text>\n", across(x[i]), up(most[i]) - 9, y[i]
    printf "<text x=\"%.1f\" y=\"270\" text-anchor=\"middle\" fill=\"#555\">%s</text>\n", across(x[i]), short(label[i])
  }
  printf "<path d=\"%s\" fill=\"none\" stroke=\"#1f5f99\" stroke-width=\"2\"/>\n</svg>\n", line
}
