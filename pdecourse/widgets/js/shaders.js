// shaders.js: the time step, the brush and the picture of a two-species field as WebGL2 shaders.

const VERTICES = `#version 300 es
void main() { gl_Position = vec4(vec2((gl_VertexID << 1) & 2, gl_VertexID & 2) * 2. - 1., 0., 1.); }`;

const HEADER = `#version 300 es
precision highp float;
precision highp sampler2D;
uniform sampler2D field;
`;

const stepShader = (glsl, constants, boundary) => `${HEADER}
uniform float ${constants.join(", ")};
out vec4 next;
${glsl}
vec2 at(ivec2 p) {
  ivec2 n = textureSize(field, 0);
  return texelFetch(field, ${boundary === "periodic" ? "(p + n) % n" : "clamp(p, ivec2(0), n - 1)"}, 0).rg;
}
void main() {
  ivec2 p = ivec2(gl_FragCoord.xy);
  vec2 c = at(p);
  vec2 upDown = at(p - ivec2(0, 1)) + at(p + ivec2(0, 1));
  vec2 leftRight = at(p - ivec2(1, 0)) + at(p + ivec2(1, 0));
  vec2 laplacian = (-4. * c + upDown + leftRight) / (spacing * spacing);  // summed in NumPy's order: same rounding
  next = vec4(c + dt * (vec2(Du, Dv) * laplacian + rates(c.x, c.y)), 0., 1.);
}`;

const paintShader = (boundary) => `${HEADER}
uniform vec3 dab;
uniform vec2 ink, covers;
out vec4 next;
void main() {
  vec2 c = texelFetch(field, ivec2(gl_FragCoord.xy), 0).rg, n = vec2(textureSize(field, 0));
  vec2 away = abs(gl_FragCoord.xy - dab.xy);
  ${boundary === "periodic" ? "away = min(away, n - away);" : ""}
  next = vec4(dot(away, away) < dab.z * dab.z ? mix(c, ink, covers) : c, 0., 1.);
}`;

const DRAW_SHADER = `${HEADER}
uniform sampler2D palette;
uniform vec2 range;
uniform int shown;
out vec4 colour;
void main() {
  float value = texelFetch(field, ivec2(gl_FragCoord.xy), 0)[shown];
  float n = float(textureSize(palette, 0).x), t = clamp((value - range.x) / (range.y - range.x), 0., 1.);
  colour = vec4(texture(palette, vec2((t * (n - 1.) + .5) / n, .5)).rgb, 1.);
}`;
