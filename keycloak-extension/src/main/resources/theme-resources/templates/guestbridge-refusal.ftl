<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${kcSanitize(msg("guestbridgeRefusedTitle"))?no_esc}
    <#elseif section = "form">
        <div id="guestbridge-refusal">
            <p class="instruction" id="guestbridge-message">${message.summary}</p>
            <dl>
                <dt>${msg("guestbridgeCode")}</dt>
                <dd id="guestbridge-code">${guestbridgeCode}</dd>
                <dt>${msg("guestbridgeReference")}</dt>
                <dd id="guestbridge-reference">${guestbridgeReference}</dd>
            </dl>
            <#if guestbridgeRestart??>
                <p><a id="guestbridge-restart" href="${url.loginRestartFlowUrl}">${msg("guestbridgeRestart")}</a></p>
            </#if>
        </div>
    </#if>
</@layout.registrationLayout>
