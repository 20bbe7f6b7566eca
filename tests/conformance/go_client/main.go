// A relying party on go-oidc and x/oauth2. One JSON line in, one JSON line out:
// settings -> {url}; {callback} -> everything the libraries accepted.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/url"
	"os"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

type settings struct {
	Issuer       string `json:"issuer"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	RedirectURI  string `json:"redirect_uri"`
	Method       string `json:"method"`
}

var lines = bufio.NewScanner(os.Stdin)

func read(into any) {
	if !lines.Scan() {
		log.Fatal("no line to read")
	}
	must(json.Unmarshal(lines.Bytes(), into))
}

func write(value any) {
	line, err := json.Marshal(value)
	must(err)
	fmt.Println(string(line))
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func style(method string) oauth2.AuthStyle {
	if method == "client_secret_basic" {
		return oauth2.AuthStyleInHeader
	}
	return oauth2.AuthStyleInParams
}

func main() {
	lines.Buffer(nil, 1<<20)
	var asked settings
	read(&asked)
	ctx := context.Background()
	provider, err := oidc.NewProvider(ctx, asked.Issuer)
	must(err)
	endpoint := provider.Endpoint()
	endpoint.AuthStyle = style(asked.Method)
	config := oauth2.Config{
		ClientID:     asked.ClientID,
		ClientSecret: asked.ClientSecret,
		RedirectURL:  asked.RedirectURI,
		Endpoint:     endpoint,
		Scopes:       []string{oidc.ScopeOpenID, "profile", oidc.ScopeOfflineAccess},
	}
	verifier, state, nonce := oauth2.GenerateVerifier(), oauth2.GenerateVerifier(), oauth2.GenerateVerifier()
	consent := oauth2.SetAuthURLParam("prompt", "consent")
	write(map[string]string{
		"url": config.AuthCodeURL(state, consent, oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier)),
	})

	var back struct {
		Callback string `json:"callback"`
	}
	read(&back)
	query := queryOf(back.Callback)
	if query.Get("state") != state || query.Get("iss") != asked.Issuer {
		log.Fatal("state or iss of the answer is another one")
	}
	tokens, err := config.Exchange(ctx, query.Get("code"), oauth2.VerifierOption(verifier))
	must(err)
	claims := verified(ctx, provider, asked.ClientID, tokens, nonce)
	answer, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	must(err)
	var userinfo map[string]any
	must(answer.Claims(&userinfo))
	old := &oauth2.Token{RefreshToken: tokens.RefreshToken}
	renewed, err := config.TokenSource(ctx, old).Token()
	must(err)
	write(map[string]any{
		"claims":    claims,
		"userinfo":  userinfo,
		"refreshed": verified(ctx, provider, asked.ClientID, renewed, ""),
		"rotated":   renewed.RefreshToken != tokens.RefreshToken,
	})
}

func queryOf(address string) url.Values {
	parsed, err := url.Parse(address)
	must(err)
	return parsed.Query()
}

func verified(
	ctx context.Context, provider *oidc.Provider, client string, tokens *oauth2.Token, nonce string,
) map[string]any {
	raw, found := tokens.Extra("id_token").(string)
	if !found {
		log.Fatal("no ID token")
	}
	token, err := provider.Verifier(&oidc.Config{ClientID: client}).Verify(ctx, raw)
	must(err)
	if nonce != "" && token.Nonce != nonce {
		log.Fatal("the nonce is another one")
	}
	var claims map[string]any
	must(token.Claims(&claims))
	return claims
}
